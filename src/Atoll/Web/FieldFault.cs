namespace Atoll.Web;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field's name; empty when it is about the form as a whole.</param>
/// <param name="Text">A sentence for the person who filled it in.</param>
/// <param name="ReasonCode">For the help desk, where there is one.</param>
public sealed record FieldFault(string Field, string Text, string? ReasonCode = null);
