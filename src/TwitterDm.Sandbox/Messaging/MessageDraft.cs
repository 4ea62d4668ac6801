using TwitterDm.Sandbox.Rules;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>What a client wants to say: a text, an attachment, or both.</summary>
/// <param name="Text">The text; null where there is none.</param>
/// <param name="MediaId">The attachment; null where there is none.</param>
/// <param name="MediaAt">The way to the attachment in the body.</param>
internal sealed record MessageDraft(string? Text, string? MediaId, string MediaAt)
{
    private const int LongestText = 10_000;

    /// <summary>Reads a message, and applies what X's description does not tell.</summary>
    /// <param name="message">The message.</param>
    /// <param name="at">The way to it in its body.</param>
    /// <param name="errors">The broken rules.</param>
    /// <returns>The draft; null where a rule is broken.</returns>
    public static MessageDraft? Read(CheckedBody message, string at, out IReadOnlyList<ParameterError> errors)
    {
        var (text, media) = (message.Text(BodyRules.Text), message.Objects(BodyRules.Attachments));
        errors = [.. TextErrors(text, $"{at}.{BodyRules.Text}")];
        if (text is null && media.Count == 0)
            errors = [ParameterError.InBody($"{at}.{BodyRules.Text}", "a message needs a text or an attachment")];
        if (media.Count > 1)
            errors = [.. errors, ParameterError.InBody($"{at}.{BodyRules.Attachments}", "there must be a maximum of 1 items in the array")];
        return errors.Count > 0
            ? null
            : new MessageDraft(text, media.Count > 0 ? media[0].Text(BodyRules.MediaId) : null, $"{at}.{BodyRules.Attachments}[0].{BodyRules.MediaId}");
    }

    private static IEnumerable<ParameterError> TextErrors(string? text, string at)
    {
        if (text is null)
            yield break;
        if (string.IsNullOrWhiteSpace(text))
            yield return ParameterError.InBody(at, "must not be blank", text);
        if (text.EnumerateRunes().Count() is var length and > LongestText)
            yield return ParameterError.InBody(at, $"must be at most {LongestText} characters long, and has {length}", text);
    }
}
