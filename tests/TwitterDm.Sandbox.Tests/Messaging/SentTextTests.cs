using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Messaging;

/// <summary>Texts are returned unchanged except for shortened URLs.</summary>
public sealed class SentTextTests
{
    private readonly SandboxClient _client = SandboxClient.InProcess(new SandboxOptions());

    [Theory]
    [InlineData("Tom & Jerry <b>\"1 < 2\"</b> &amp;")]
    [InlineData("  spaces, \t tabs and\r\nlines \n")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467 Zürich \u202Ereversed\u202C \u001B[31m 行")]
    [InlineData("www.example.com, ftp://example.com and https:// are not URLs")]
    public async Task Other_text_is_unchanged(string text) => Assert.Equal(text, (await SendAsync(text)).Text("text"));

    [Theory]
    [InlineData("See https://example.com/a?b=c&d=e#f for more", "See ", "https://example.com/a?b=c&d=e#f", " for more")]
    [InlineData("http://example.com", "", "http://example.com", "")]
    [InlineData("(HTTPS://example.com/wiki_(x)).", "(", "HTTPS://example.com/wiki_(x", ")).")]
    [InlineData("\U0001F44D https://exämple.com/ü!", "\U0001F44D ", "https://exämple.com/ü", "!")]
    [InlineData("again https://t.co/abcdefghij", "again ", "https://t.co/abcdefghij", "")]
    public async Task URLs_are_shortened(string text, string before, string url, string after)
    {
        var item = await SendAsync(text);
        var link = Assert.Single(item.GetProperty("entities").Items("urls"));
        Assert.Matches("^https://t\\.co/[A-Za-z0-9]{10}$", link.Text("url"));
        Assert.NotEqual(url, link.Text("url"));
        Assert.Equal($"{before}{link.Text("url")}{after}", item.Text("text"));
        Assert.Equal(url, link.Text("expanded_url"));
        var start = before.EnumerateRunes().Count();
        Assert.Equal((start, start + 23), (link.GetProperty("start").GetInt32(), link.GetProperty("end").GetInt32()));
    }

    [Fact]
    public async Task Each_URL_gets_its_own_short_URL()
    {
        var (first, second) = (await SendAsync("https://a.example https://b.example https://a.example"), await SendAsync("https://a.example"));
        var links = first.GetProperty("entities").Items("urls");
        Assert.Equal(["https://a.example", "https://b.example", "https://a.example"], links.Select(link => link.Text("expanded_url")));
        Assert.Equal(4, links.Select(link => link.Text("url")).Append(second.GetProperty("entities").Items("urls")[0].Text("url")).Distinct().Count());
    }

    [Fact]
    public async Task Hashtags_and_mentions_are_found()
    {
        var entities = (await SendAsync("@reader_0007 #on_call")).GetProperty("entities");
        Assert.Equal(("reader_0007", "1460000000000000007"), (entities.Items("mentions")[0].Text("username"), entities.Items("mentions")[0].Text("id")));
        Assert.Equal("on_call", entities.Items("hashtags")[0].Text("tag"));
    }

    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_bytes()
    {
        var clock = new TwitterDm.Testing.ManualClock();
        var bodies = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            using var client = SandboxClient.InProcess(new SandboxOptions { Clock = clock });
            await client.SayAsync("12", "https://example.com");
            bodies.Add((await client.GetAsync("/2/dm_events?" + SandboxClient.Everything)).Text);
        }

        Assert.Equal(bodies[0], bodies[1]);
    }

    private async Task<JsonElement> SendAsync(string text)
    {
        var id = (await _client.SayAsync("12", text)).SentId;
        return (await _client.GetAsync($"/2/dm_events/{id}?dm_event.fields=entities")).Body.GetProperty("data");
    }
}
