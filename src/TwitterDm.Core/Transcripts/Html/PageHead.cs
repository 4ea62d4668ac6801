using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>The head of a page: its policy, which permits nothing that the page does not need, and its style.</summary>
internal static class PageHead
{
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%233b6fd4' d='M3 2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H8l-4 3v-3H3a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z'/%3E%3C/svg%3E";

    private static readonly string Style = ReadStyle();

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static void Write(HtmlPage page, PageTitle title, TranscriptPart part)
    {
        // Pages on a disk have no origin that 'self' could name.
        var files = part.LinksMedia ? "data: 'self' file:" : "data:";
        var number = part.Files.Count > 1 ? $" (part {EnglishText.Number(part.Number)} of {EnglishText.Number(part.Files.Count)})" : string.Empty;
        page.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-
            """);
        page.WriteLiteral(StyleHash);
        page.WriteLiteral($"'; img-src {files}; media-src {files}; base-uri 'none'; form-action 'none'\">\n");
        page.Write($"""
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <meta name="generator" content="{page.Cover.MadeBy}">
            <title>
            """);
        title.WriteText(page);
        page.Write($"{number}</title>\n");
        page.WriteLiteral($"<link rel=\"icon\" href=\"{Icon}\">\n<style>{Style}</style>\n</head>\n");
    }

    // The hash is that of the text as the browser reads it.
    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(PageHead).Assembly.GetManifestResourceStream("transcript.css")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
