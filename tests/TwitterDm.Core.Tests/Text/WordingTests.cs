using System.Text.RegularExpressions;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Text;

/// <summary>Phrases that are not idiomatic English do not occur in the documentation or in the texts that users see.</summary>
public sealed partial class WordingTests
{
    [Fact]
    public void Documentation_is_idiomatic()
    {
        var pages = Files("docs", "*.md");
        Assert.NotEmpty(pages);
        AssertNone(pages.Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md"]).SelectMany(path => Find(path, Read(path))));
    }

    [Fact]
    public void String_literals_of_the_sources_are_idiomatic()
    {
        var sources = Files("src", "*.cs");
        Assert.NotEmpty(sources);
        AssertNone(sources.SelectMany(path => Find(path, StringLiterals.Of(Read(path)))));
    }

    [Theory]
    [InlineData("'abc' is no user.", 1)]
    [InlineData("Those are none.", 1)]
    [InlineData("The token is\nno token.", 1)]
    [InlineData("It is not TO BE HAD, and nobody knows why.", 2)]
    [InlineData("It tells of three; X says no word.", 2)]
    [InlineData("There is no connection. There are none.", 0)]
    [InlineData("It is no longer valid, is not valid, and is no more.", 0)]
    public void Phrases_are_recognized(string text, int count) => Assert.Equal(count, Find("text", text).Count());

    [Theory]
    [InlineData("""Show("this is no user");""", 1)]
    [InlineData("// this is no user\n/* is none */ var isNo = 'x';", 0)]
    [InlineData("""Show("this is " + "no user");""", 1)]
    [InlineData("""Show("this is", "no user");""", 0)]
    [InlineData("Show(\"this is \"\n    + $\"no {kind}\");", 1)]
    [InlineData("""Show($"{name} is no {kind}, {{is none}}");""", 2)]
    [InlineData("""Show($"it is {name} no");""", 0)]
    [InlineData("""Show($"{(known ? "is none" : "fine")}");""", 1)]
    [InlineData("""Show('"', "\"is none\"", '\'', "fine");""", 1)]
    [InlineData(""""Show(@"C:\", "is none", @"a ""is none""");"""", 2)]
    [InlineData("Show($$\"\"\"{\"is none\": {{(a ? \"are none\" : \"\")}}}\"\"\"); // is none", 2)]
    [InlineData("#pragma warning disable X // it's\nShow(\"\", \"is none\");", 1)]
    public void Only_string_literals_are_searched(string source, int count) => Assert.Equal(count, Find("source", StringLiterals.Of(source)).Count());

    [Fact]
    public void A_phrase_is_reported_with_its_line()
        => Assert.Equal("a.cs:5: is none", Assert.Single(Find("a.cs", StringLiterals.Of("// a\n/*\n*/ var a = @\"\n\nit is none\";"))));

    private static IEnumerable<string> Find(string path, string text) => Phrases().Matches(text)
        .Select(match => $"{path}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {WhiteSpace().Replace(match.Value, " ")}");

    private static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToArray();
        Assert.True(all.Length == 0, $"Rephrase:\n{string.Join('\n', all)}");
    }

    private static string[] Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(
        @"(?<!\bthere\s+)\b(is|are)\s+(no(?!\s+(longer|more)\b)|none)\b|\bto\s+be\s+had\b|\bnobody\s+knows\b|\btells\s+of\b|\bsays\s+no\s+word\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Phrases();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
