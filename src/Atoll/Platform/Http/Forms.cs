namespace Atoll.Platform.Http;

/// <summary>Reads what a page's form sent.</summary>
internal static class Forms
{
    /// <summary>The fields; none when the body is no form.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is a form, and is a broken one.</exception>
    public static async Task<IFormCollection> FieldsAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return FormCollection.Empty;
        }

        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        // Too much of something, an encoding that nobody should use, parts that end in the middle.
        catch (Exception broken) when (broken is InvalidDataException or NotSupportedException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, broken);
        }
    }

    /// <summary>Whether the request brings something that is no form.</summary>
    public static bool HasOtherBody(this HttpRequest request) =>
        !request.HasFormContentType && (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0);
}
