using System.Text.RegularExpressions;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>Removes contact data and matches of patterns from texts.</summary>
internal sealed class TextRedactor
{
    /// <summary>What is in its place.</summary>
    public const string Replacement = "[redacted]";

    // A pattern that takes longer for one text is badly written, and could take for ever.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly bool _isContactData;
    private readonly Regex[] _patterns;

    /// <param name="isContactData">Whether to remove e-mail addresses, phone numbers and card numbers.</param>
    /// <param name="patterns">Regular expressions of what else to remove, regardless of case.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one of them is not a valid regular expression.</exception>
    public TextRedactor(bool isContactData, IEnumerable<string> patterns)
        => (_isContactData, _patterns) = (isContactData, [.. patterns.Select(Create)]);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsIdle => !_isContactData && _patterns.Length == 0;

    /// <summary>The number of places where contact data was removed, so far.</summary>
    public int Contacts { get; private set; }

    /// <summary>The number of places where something else was removed, so far.</summary>
    public int Matches { get; private set; }

    /// <summary>The text without what has to be removed.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: a regular expression takes too long.</exception>
    public string Of(string text)
    {
        if (_isContactData)
            text = ContactData.Remove(text, RemovedContact);
        foreach (var pattern in _patterns)
        {
            try
            {
                text = pattern.Replace(text, match => match.Length == 0 ? string.Empty : Removed());
            }
            catch (RegexMatchTimeoutException exception)
            {
                throw DmException.BadInput(
                    $"The regular expression '{VisibleText.Of(pattern.ToString(), 100)}' takes too long.",
                    "Simplify it: avoid repetitions inside of repetitions, such as (a+)+.",
                    pattern.ToString(),
                    exception);
            }
        }

        return text;
    }

    private string RemovedContact()
    {
        Contacts++;
        return Replacement;
    }

    private string Removed()
    {
        Matches++;
        return Replacement;
    }

    private static Regex Create(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout);
        }
        catch (ArgumentException exception)
        {
            throw DmException.BadInput(
                $"'{VisibleText.Of(pattern, 100)}' is not a valid regular expression: {ExceptionText.Sentence(VisibleText.Of(exception.Message, 200))}",
                "To remove a text as it is, escape it: [regex]::Escape('text').",
                pattern,
                exception);
        }
    }
}
