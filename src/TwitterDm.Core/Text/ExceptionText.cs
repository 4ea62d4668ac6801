using System.Text.RegularExpressions;

namespace TwitterDm.Text;

/// <summary>
/// An exception in words: .NET's messages about connections often only refer to an inner exception, which has the cause.
/// </summary>
internal static partial class ExceptionText
{
    private const int MaxLength = 300;
    private const int MaxDepth = 10;

    // Messages that say nothing beside their cause.
    private static readonly string[] Generic = ["An error occurred while sending the request", "Error while copying content to a stream"];

    /// <summary>The message with its causes, on one line, without a full stop at the end.</summary>
    public static string Of(Exception exception)
    {
        var parts = new List<string>();
        var depth = 0;
        for (var current = exception; current is not null && depth++ < MaxDepth; current = current.InnerException)
        {
            var words = Cleaned(current.Message);
            var isGeneric =
                current.InnerException is not null && Array.Exists(Generic, text => string.Equals(text, words, StringComparison.Ordinal));
            if (words.Length > 0 && !isGeneric && !parts.Exists(part => part.Contains(words, StringComparison.OrdinalIgnoreCase)))
                parts.Add(words);
        }

        return VisibleText.Of(string.Join(": ", parts), MaxLength);
    }

    /// <summary>
    /// The message about a file on one line, without a full stop at the end, for an error that names the file: .NET adds the path that was
    /// opened, which can be a temporary name or the number of an open file.
    /// </summary>
    public static string OfFile(Exception exception)
    {
        var message = exception.Message.TrimEnd('.', ' ');
        var path = message.EndsWith('\'') ? message.IndexOf(" : '", StringComparison.Ordinal) : -1;
        return VisibleText.Of(path > 0 ? message[..path] : message, MaxLength).TrimEnd('.', ' ');
    }

    /// <summary>The text with a full stop, unless it ends with a mark of its own.</summary>
    public static string Sentence(string text) => text.TrimEnd() is [.., '.' or '!' or '?' or '…'] ended ? ended : $"{text.TrimEnd()}.";

    // A proxy's address can contain its password.
    private static string Cleaned(string message)
        => UserInformation()
            .Replace(message.Replace(", see inner exception", string.Empty, StringComparison.OrdinalIgnoreCase), "://")
            .Trim()
            .TrimEnd('.');

    [GeneratedRegex("://[^/@\\s]*@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInformation();
}
