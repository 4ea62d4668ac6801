using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>A message to send: a text, an attachment, or both.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="MediaId">The attachment, or null.</param>
/// <param name="MediaAt">The path of the attachment in the body.</param>
internal sealed record MessageDraft(string? Text, string? MediaId, string MediaAt)
{
    private const int MaxTextLength = 10_000;

    /// <summary>Reads a message, and validates what X's API description does not specify.</summary>
    /// <param name="message">The message in the body.</param>
    /// <param name="at">Its path.</param>
    /// <param name="errors">The validation errors.</param>
    /// <returns>The draft, or null if there are errors.</returns>
    public static MessageDraft? Read(ValidatedBody message, string at, out IReadOnlyList<ValidationError> errors)
    {
        var (text, media) = (message.Text(BodyRules.Text), message.Objects(BodyRules.Attachments));
        errors = [.. TextErrors(text, $"{at}.{BodyRules.Text}")];
        if (text is null && media.Count == 0)
            errors = [ValidationError.InBody($"{at}.{BodyRules.Text}", "a message must have a text or an attachment")];
        if (media.Count > 1)
        {
            errors =
            [
                .. errors,
                ValidationError.InBody($"{at}.{BodyRules.Attachments}", "there must be a maximum of 1 items in the array"),
            ];
        }

        return errors.Count > 0
            ? null
            : new MessageDraft(
                text,
                media.Count > 0 ? media[0].Text(BodyRules.MediaId) : null,
                $"{at}.{BodyRules.Attachments}[0].{BodyRules.MediaId}");
    }

    private static IEnumerable<ValidationError> TextErrors(string? text, string at)
    {
        if (text is null)
            yield break;
        if (string.IsNullOrWhiteSpace(text))
            yield return ValidationError.InBody(at, "must not be blank", text);
        if (text.EnumerateRunes().Count() is var length and > MaxTextLength)
            yield return ValidationError.InBody(at, $"must be at most {MaxTextLength} characters long but has {length}", text);
    }
}
