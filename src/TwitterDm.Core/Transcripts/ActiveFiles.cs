namespace TwitterDm.Transcripts;

/// <summary>Files that would run what the sender wrote if they were opened from a transcript. They are named, but not linked.</summary>
internal static class ActiveFiles
{
    private static readonly string[] Extensions =
    [
        ".htm",
        ".html",
        ".xhtml",
        ".xht",
        ".shtml",
        ".mht",
        ".mhtml",
        ".svg",
        ".svgz",
        ".xml",
        ".xsl",
        ".xslt",
        ".js",
        ".mjs",
        ".hta",
        ".url",
        ".lnk",
        ".desktop",
        ".webloc",
    ];

    /// <summary>Whether a relative address leads to one of them.</summary>
    public static bool Contains(string link)
        => Extensions.Contains(Path.GetExtension(Uri.UnescapeDataString(link)).TrimEnd(' ', '.'), StringComparer.OrdinalIgnoreCase);
}
