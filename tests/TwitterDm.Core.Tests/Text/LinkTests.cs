using System.Text;
using System.Text.RegularExpressions;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Text;

/// <summary>Every link and picture of the documentation leads to a file that exists, and to a heading in it.</summary>
public sealed partial class LinkTests
{
    private const int ReadmeWords = 900;

    private static readonly string[] Built = ["bin", "obj", "out", "node_modules", ".git"];

    [Fact]
    public void Relative_links_of_all_pages_resolve()
    {
        var pages = Pages(Repository.Root).ToArray();
        Assert.Contains("README.md", pages.Select(Path.GetFileName));
        var broken = pages.SelectMany(page => Broken(page, File.ReadAllText(page))).ToArray();
        Assert.True(broken.Length == 0, $"Broken links:\n{string.Join('\n', broken)}");
    }

    [Fact]
    public void The_readme_is_short()
    {
        var words = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.True(words.Length < ReadmeWords, $"README.md has {words.Length} words. Move some to docs, and link them.");
    }

    [Fact]
    public void Every_page_can_be_found()
    {
        string[] indexes =
        [
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")),
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "README.md")),
        ];
        var linked = indexes
            .SelectMany(text => Link().Matches(text))
            .Select(match => Path.GetFileName(match.Groups["target"].Value.Split('#')[0]))
            .ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Pages(Path.Combine(Repository.Root, "docs")).Select(Path.GetFileName), page => !linked.Contains(page!));
    }

    [Theory]
    [InlineData("[a](README.md) [b](docs/README.md#documentation) ![c](docs/images/terminal.svg) [d](https://example.com/x)", 0)]
    [InlineData("[a](docs) [b](#part-two--more)\n## `Part` two & more", 0)]
    [InlineData("[a](#part-1)\n## Part\n## Part", 0)]
    [InlineData("[a](#part-2)\n## Part\n## Part", 1)]
    [InlineData("[a](missing.md) <img src=\"docs/images/missing.png\"> ![c](missing.svg)", 3)]
    [InlineData("[a](README.md#no-such-heading) [b](#nothing)", 2)]
    [InlineData("```md\n[a](missing.md)\n## In code\n```\n`[b](missing.md)` [c](#in-code)", 1)]
    public void Broken_links_are_found(string text, int count) => Assert.Equal(count, Broken(Path.Combine(Repository.Root, "page.md"), text).Count());

    private static IEnumerable<string> Pages(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Built.Contains(Path.GetFileName(inner), StringComparer.Ordinal))
            .SelectMany(Pages));

    private static IEnumerable<string> Broken(string page, string text)
    {
        foreach (var target in Link().Matches(InlineCode().Replace(Fence().Replace(text, ""), "")).Select(match => match.Groups["target"].Value))
        {
            if (Uri.TryCreate(target, UriKind.Absolute, out var address) && !address.IsFile)
                continue;
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
            var exists = parts[0].Length == 0 || File.Exists(path) || Directory.Exists(path);
            if (!exists || (parts.Length > 1 && !Anchors(parts[0].Length == 0 ? text : File.ReadAllText(path)).Contains(parts[1])))
                yield return $"{Path.GetRelativePath(Repository.Root, page)}: {target}";
        }
    }

    // As GitHub makes them: lower case, without punctuation, hyphens for spaces, and a number from the second one on.
    private static HashSet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in Heading().Matches(Fence().Replace(text, "")).Select(match => match.Groups["text"].Value.TrimEnd()))
        {
            var slug = new StringBuilder();
            foreach (var character in heading.ToLowerInvariant())
                slug.Append(character == ' ' ? "-" : char.IsLetterOrDigit(character) || character is '-' or '_' ? character.ToString() : "");
            var anchor = slug.ToString();
            for (var number = 1; !anchors.Add(anchor); number++)
                anchor = $"{slug}-{number}";
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)|\b(src|href)=""(?<target>[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex InlineCode();
}
