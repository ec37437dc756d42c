using System.Text.Json.Nodes;
using Atoll.Environments;
using Microsoft.Extensions.Primitives;

namespace Atoll.Servers.Pages;

/// <summary>What a start form is filled with when it is shown: the last start, a link's query over it, or what was sent and had faults.</summary>
internal sealed class StartFilled
{
    private readonly ServerRow? _last;
    private readonly JsonObject? _options;
    private readonly IReadOnlyCollection<KeyValuePair<string, StringValues>> _fields;

    /// <param name="fields">What was sent.</param>
    /// <param name="last">The last start, where the fields say nothing; null to leave the defaults there.</param>
    public StartFilled(IReadOnlyCollection<KeyValuePair<string, StringValues>> fields, ServerRow? last)
    {
        _last = last;
        _options = last is null ? null : StartChoices.OptionsOf(last);
        _fields = fields;
        Profile = fields.FirstOrDefault(field => field.Key == StartFields.Profile).Value is [{ Length: > 0 } slug, ..] ? slug : LastProfile;
    }

    /// <summary>Slug of the profile to preselect; null for the default one.</summary>
    public string? Profile { get; }

    private string? LastProfile => _options is null ? null : StartRequest.Text(_options, StartFields.Profile);

    /// <summary>The user options to fill a profile's fields with.</summary>
    public JsonObject Of(string slug)
    {
        var filled = LastOf(slug);
        foreach (var (key, value) in StartRequest.Of(_fields, slug).UserOptions)
        {
            // A choice takes the place of a text of one's own.
            filled.Remove(key + StartFields.TextSuffix);
            filled[key] = value?.DeepClone();
        }

        return filled;
    }

    private JsonObject LastOf(string slug)
    {
        if (_options is null || (LastProfile ?? "") != slug)
        {
            return [];
        }

        var filled = _options.DeepClone().AsObject();
        filled[StartFields.Environment] ??= _last!.Environment;
        filled[StartFields.Size] ??= _last!.Size;
        return filled;
    }
}
