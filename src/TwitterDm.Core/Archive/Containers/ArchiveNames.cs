using System.Text.RegularExpressions;

namespace TwitterDm.Archive.Containers;

/// <summary>The names of an archive's files, today's and those from before 2020.</summary>
internal static partial class ArchiveNames
{
    public const string Manifest = "manifest.js";
    public const string Account = "account.js";
    public const string DataFolder = "data";
    private const int TimeoutMilliseconds = 1000;

    /// <summary>Whether a file contains messages.</summary>
    public static bool IsMessages(string name) => Messages().IsMatch(name);

    /// <summary>Whether a file lists messages without their texts, as another file has them.</summary>
    public static bool IsHeaders(string name) => Headers().IsMatch(name);

    /// <summary>Whether a file or a folder belongs to groups.</summary>
    public static bool IsGroup(string name) => name.Contains("group", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a folder, or a zip file in its place, contains attachments of messages.</summary>
    public static bool IsMedia(string name) => Media().IsMatch(name);

    /// <summary>Whether a path is, by its names, that of an attachment in an unpacked archive.</summary>
    /// <param name="path">The path.</param>
    /// <param name="messageId">The message that the attachment belongs to; null if that is not known.</param>
    public static bool IsMediaFile(string path, string? messageId)
    {
        var name = Path.GetFileName(path);
        return Path.IsPathFullyQualified(path)
            && string.Equals(Path.GetFullPath(path), path, StringComparison.Ordinal)
            && IsMedia(Path.GetFileName(Path.GetDirectoryName(path)) ?? string.Empty)
            && FolderMedia.IdIn(name) is not null
            && (messageId is null || name.StartsWith(messageId + '-', StringComparison.Ordinal));
    }

    /// <summary>The name of a data file that a manifest lists, without its folder; null if it is not directly in the data folder.</summary>
    public static string? InData(string listed)
    {
        var name = listed.StartsWith(DataFolder + "/", StringComparison.Ordinal) ? listed[(DataFolder.Length + 1)..] : listed;
        return Plain().IsMatch(name) ? name : null;
    }

    [GeneratedRegex(
        @"\Adirect-messages?(-group)?(-part\d+)?\.js\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMilliseconds)]
    private static partial Regex Messages();

    [GeneratedRegex(
        @"\Adirect-messages?(-group)?-headers(-part\d+)?\.js\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMilliseconds)]
    private static partial Regex Headers();

    [GeneratedRegex(
        @"\Adirect_messages?(_group)?_media(\.zip)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMilliseconds)]
    private static partial Regex Media();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\.js\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex Plain();
}
