using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>The private keys of one account, or what is wrong with them. Not a record, so that it is never printed.</summary>
internal sealed class ChatKeyEntry
{
    /// <summary>The length with the signing key.</summary>
    public const int FullLength = 64;

    /// <summary>The length without the signing key.</summary>
    public const int ReadOnlyLength = 32;

    private ChatKeyEntry(byte[] bytes, string? problem)
    {
        Bytes = bytes;
        Problem = problem;
    }

    /// <summary>The user whose keys these are; null if that is not known.</summary>
    public string? UserId { get; private init; }

    /// <summary>The version under which they are registered, according to the file; null if that is not known.</summary>
    public string? Version { get; private init; }

    /// <summary>The keys; empty if there is a problem.</summary>
    public byte[] Bytes { get; }

    /// <summary>What is wrong with the keys, as the end of a sentence; null if nothing is.</summary>
    public string? Problem { get; }

    /// <summary>The keys as they were saved.</summary>
    public static ChatKeyEntry Of(byte[] bytes) => FindProblem(bytes) is { } problem ? new([], problem) : new(bytes, null);

    /// <summary>Decodes base64.</summary>
    /// <param name="text">The text; white space around it is allowed.</param>
    /// <param name="userId">The user whose keys these are; null if that is not known.</param>
    /// <param name="version">The version under which they are registered; null if that is not known.</param>
    public static ChatKeyEntry Decode(string text, string? userId = null, string? version = null)
    {
        var (bytes, problem) = Decode(text.AsSpan().Trim());
        return new(problem is null ? bytes : [], problem) { UserId = userId, Version = version };
    }

    // .NET's decoder skips white space inside the text, which would join the lines of several keys.
    private static (byte[] Bytes, string? Problem) Decode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return ([], "is empty");
        if (text.ContainsAny(" \t\r\n"))
            return ([], "has white space inside, so it is not valid base64");
        if (text.ContainsAny("-_"))
            return ([], "is not valid base64: it contains - or _, as the variant of base64 for addresses does");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
            return ([], "is not valid base64");
        var exact = bytes.AsSpan(0, length).ToArray();
        bytes.AsSpan().Clear();
        return (exact, FindProblem(exact));
    }

    private static string? FindProblem(byte[] bytes) => bytes switch
    {
        { Length: not (FullLength or ReadOnlyLength) } => string.Create(
            CultureInfo.InvariantCulture,
            $"has {CountText.Of(bytes.Length, "byte")}, and has to have {FullLength} (or {ReadOnlyLength}, without the key that signs)"),
        _ when !bytes.AsSpan().ContainsAnyExcept((byte)0) => "consists of zeros",
        _ => null,
    };
}
