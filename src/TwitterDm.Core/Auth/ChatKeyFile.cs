using System.Text;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>Reads a file with chat keys: base64, or YAML as X's tool xurl writes it.</summary>
internal static class ChatKeyFile
{
    // The keys of one account take 200 bytes.
    private const int MaxLength = 256 * 1024;

    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.File"/>: it cannot be read; or <see cref="DmErrorKind.ChatKey"/>: it is not a key file.
    /// </exception>
    public static ChatKey Read(string path)
    {
        var text = ReadText(path);
        if (!text.Contains(':', StringComparison.Ordinal))
            return new($"The chat key in '{VisibleText.Of(path, 300)}'", [Decode(path, text)]);
        try
        {
            return new($"The key file '{VisibleText.Of(path, 300)}'", ChatKeyYaml.Read(text));
        }
        catch (FormatException exception)
        {
            throw ChatKeyErrors.NotKeyFile(path, exception.Message);
        }
    }

    private static ChatKeyEntry Decode(string path, string text)
    {
        var entry = ChatKeyEntry.Decode(text);
        return entry.Problem is null ? entry : throw ChatKeyErrors.NotKeyFile(path, $"its content {entry.Problem}");
    }

    private static string ReadText(string path)
    {
        try
        {
            using var file = RegularFile.OpenShared(path, FileAccess.Read);
            if (file.Length > MaxLength)
                throw ChatKeyErrors.NotKeyFile(path, "it is too large to be one");
            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var buffer = new char[MaxLength + 1];
            var length = reader.ReadBlock(buffer);
            // A file that the system generates does not report its length.
            var text =
                length <= MaxLength ? new string(buffer, 0, length) : throw ChatKeyErrors.NotKeyFile(path, "it is too large to be one");
            buffer.AsSpan(0, length).Clear();
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw ChatKeyErrors.NotKeyFile(path, "it contains bytes that are not text");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ChatKeyErrors.Unreadable(path, "does not exist", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ChatKeyErrors.Unreadable(path, $"cannot be read: {ExceptionText.OfFile(exception)}", exception);
        }
    }
}
