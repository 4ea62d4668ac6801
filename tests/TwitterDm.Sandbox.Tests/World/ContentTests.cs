using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>The content of messages: the default 500 events contain everything that careless tools cannot handle.</summary>
public sealed class ContentTests : IAsyncLifetime
{
    private static readonly string[] MustOccur =
    [
        "\U0001F468\u200D\U0001F469", "\U0001F1E9\U0001F1EA", "\n", "\r\n", "\t", "\"", ",", "\u202E", "\u001B[31m", "\u001B]0;", "\u001B]8;;",
        "\u0007", "=HYPERLINK(", "@SUM(", "<script>", "https://t.co/", "é", "אבג", "عربي", "了",
    ];

    private IReadOnlyList<Reply> _pages = [];

    private IReadOnlyList<string> Texts => [.. Events.Where(item => item.Has("text")).Select(item => item.Text("text"))];

    private IEnumerable<JsonElement> Events => _pages.SelectMany(page => page.Events);

    public async Task InitializeAsync() =>
        _pages = await SandboxClient.InProcess(new SandboxOptions()).PagesAsync("/2/dm_events", SandboxClient.Everything);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void All_awkward_texts_occur()
    {
        var all = string.Concat(Texts);
        Assert.All(MustOccur, text => Assert.Contains(text, all, StringComparison.Ordinal));
        Assert.Contains("+1", Texts, StringComparer.Ordinal);
        Assert.Contains("-1", Texts, StringComparer.Ordinal);
        Assert.DoesNotContain('\0', all);
    }

    [Fact]
    public void The_longest_text_has_the_maximum_length()
    {
        Assert.Contains(Texts, text => text.Length == 10_000);
        Assert.All(Texts, text => Assert.InRange(text.Length, 0, 10_000));
    }

    [Fact]
    public void Text_is_sent_as_UTF_8_without_escapes() =>
        Assert.Contains("\U0001F468\u200D\U0001F469", string.Concat(_pages.Select(page => Encoding.UTF8.GetString(page.Bytes))), StringComparison.Ordinal);

    [Fact]
    public void URLs_are_at_the_offsets_of_their_entities()
    {
        var marked = Events.Where(item => item.Has("entities")).ToList();
        Assert.NotEmpty(marked);
        foreach (var item in marked)
        {
            var symbols = item.Text("text").EnumerateRunes().Select(rune => rune.ToString()).ToList();
            foreach (var url in item.GetProperty("entities").Items("urls"))
            {
                var (start, end) = (url.GetProperty("start").GetInt32(), url.GetProperty("end").GetInt32());
                Assert.Equal(url.Text("url"), string.Concat(symbols[start..end]));
                Assert.StartsWith("https://", url.Text("expanded_url"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Attachments_of_all_kinds_have_included_media()
    {
        var media = _pages.SelectMany(page => page.Body.GetProperty("includes").Items("media")).ToList();
        Assert.Equal(["animated_gif", "photo", "video"], media.Select(item => item.Text("type")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(media.Where(item => item.Text("type") is "photo"), item =>
            Assert.Matches(@"^https://ton\.twitter\.com/1\.1/ton/data/dm/\d+/\d+/\w+\.jpg$", item.Text("url")));
        Assert.All(media.Where(item => item.Text("type") is not "photo"), item => Assert.NotEmpty(item.Items("variants")));
        var keys = Events.Where(item => item.Has("attachments")).SelectMany(item => item.GetProperty("attachments").Texts("media_keys"));
        Assert.Equal(keys, media.Select(item => item.Text("media_key")));
    }

    [Fact]
    public void Some_attachments_have_no_text()
    {
        var carriers = Events.Where(item => item.Has("attachments")).ToList();
        Assert.Contains(carriers, item => item.Text("text").Length == 0);
        Assert.Contains(carriers, item => item.Text("text").Length > 0);
    }

    [Fact]
    public void Referenced_posts_are_included()
    {
        foreach (var page in _pages)
        {
            var referenced = page.Events.SelectMany(item => item.Items("referenced_posts")).Select(post => post.Text("id"));
            var included = page.Body.GetProperty("includes").Items("posts").Select(post => post.Text("id"));
            Assert.Equal(referenced.Distinct(StringComparer.Ordinal), included);
        }

        Assert.Contains(Events, item => item.Has("referenced_posts"));
    }

    [Fact]
    public async Task Users_have_ids_of_all_lengths_and_names_in_several_scripts()
    {
        var client = SandboxClient.InProcess(new SandboxOptions());
        var users = (await client.GetAsync("/2/users?ids=12,1234,783214,987654321,2244994945,1712345678901234567,1099511627776000123")).Body.Items("data");
        Assert.Equal([2, 4, 6, 9, 10, 19, 19], users.Select(user => user.Text("id").Length));
        Assert.Contains(users, user => user.Text("name").Contains('\'', StringComparison.Ordinal));
        Assert.Contains(users, user => user.Text("name").Contains("ليلى", StringComparison.Ordinal));
        Assert.Contains(users, user => user.Text("name").Contains("נועם", StringComparison.Ordinal));
        Assert.Contains(users, user => user.Text("name").Contains('\u200D', StringComparison.Ordinal));
    }
}
