using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Responses contain what was requested, with the names in the request, and nothing else.</summary>
public sealed class FieldTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task By_default_an_event_has_id_type_and_text()
    {
        var reply = await _sandbox.GetAsync("/2/dm_events");
        Assert.False(reply.Body.Has("includes"));
        Assert.All(reply.Events, item => Assert.Equal(
            item.Text("event_type") is "MessageCreate" ? ["id", "event_type", "text"] : ["id", "event_type"], item.Names()));
        Assert.Equal(100, reply.ResultCount);
    }

    [Theory]
    [InlineData("created_at")]
    [InlineData("dm_conversation_id")]
    [InlineData("sender_id")]
    [InlineData("participant_ids")]
    [InlineData("attachments")]
    [InlineData("entities")]
    [InlineData("referenced_tweets")]
    public async Task Requested_fields_are_returned(string field)
    {
        var reply = await _sandbox.GetAsync($"/2/dm_events?dm_event.fields={field}");
        Assert.Equal(new HashSet<string>(["id", "event_type", "text", field]), NamesIn(reply.Events).ToHashSet());
        Assert.False(reply.Body.Has("includes"));
    }

    [Theory]
    [InlineData("sender_id", "sender_id", "users")]
    [InlineData("participant_ids", "participant_ids", "users")]
    [InlineData("attachments.media_keys", "attachments", "media")]
    [InlineData("referenced_posts", "referenced_posts", "posts")]
    [InlineData("referenced_tweets.id", "referenced_tweets", "tweets")]
    public async Task An_expansion_adds_its_field_and_its_includes(string expansion, string field, string included)
    {
        var reply = await _sandbox.GetAsync($"/2/dm_events?expansions={expansion}");
        Assert.Contains(field, NamesIn(reply.Events));
        Assert.Equal([included], reply.Body.GetProperty("includes").Names());
    }

    [Fact]
    public async Task An_app_gets_no_fields_about_you()
    {
        const string target = "/2/users?ids=1500000000000000001&user.fields=connection_status,receives_your_dm,subscribes_to_you,subscription_type";
        string[] always = ["id", "name", "username", "subscription_type"];
        Assert.Equal(
            always.Concat(["connection_status", "receives_your_dm", "subscribes_to_you"]).Order(StringComparer.Ordinal),
            Assert.Single((await _sandbox.GetAsync(target)).Events).Names().Order(StringComparer.Ordinal));
        Assert.Equal(always, Assert.Single((await _sandbox.GetAsync(target, "Bearer " + SandboxCredentials.AppOnlyToken)).Events).Names());
    }

    [Fact]
    public async Task Both_names_of_a_reference_can_be_requested_at_once()
    {
        var reply = await _sandbox.GetAsync("/2/dm_events?expansions=referenced_posts,referenced_tweets.id");
        var references = reply.Events.Where(item => item.Has("referenced_posts")).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, item => Assert.Equal(item.GetProperty("referenced_posts").GetRawText(), item.GetProperty("referenced_tweets").GetRawText()));
        Assert.Equal(["posts", "tweets"], reply.Body.GetProperty("includes").Names());
    }

    [Fact]
    public async Task Included_objects_have_only_default_fields_unless_requested()
    {
        var includes = (await _sandbox.GetAsync("/2/dm_events?expansions=sender_id,attachments.media_keys,referenced_posts")).Body.GetProperty("includes");
        Assert.All(includes.Items("users"), user => Assert.Equal(["id", "name", "username"], user.Names()));
        Assert.All(includes.Items("media"), media => Assert.Equal(["media_key", "type"], media.Names()));
        Assert.All(includes.Items("posts"), post => Assert.Equal(["id", "text"], post.Names()));
    }

    [Fact]
    public async Task Each_user_of_a_page_is_included_once()
    {
        var reply = await _sandbox.GetAsync("/2/dm_events?expansions=sender_id,participant_ids");
        var mentioned = reply.Events.SelectMany(item =>
            item.Texts("participant_ids").Concat(item.TryGetProperty("sender_id", out var sender) ? [sender.GetString()!] : [])).Distinct();
        Assert.Equal(mentioned.Order(), reply.Body.GetProperty("includes").Items("users").Select(user => user.Text("id")).Order());
    }

    [Fact]
    public async Task Legacy_names_of_post_fields_are_accepted_and_returned()
    {
        var reply = await _sandbox.GetAsync(
            "/2/dm_events?expansions=referenced_tweets.id&tweet.fields=author_id,created_at,note_tweet,edit_history_tweet_ids,public_metrics");
        var tweet = reply.Body.GetProperty("includes").Items("tweets")[0];
        Assert.Equal(["id", "text", "author_id", "created_at", "edit_history_tweet_ids", "public_metrics"], tweet.Names());
        Assert.True(tweet.GetProperty("public_metrics").Has("retweet_count"));
    }

    [Fact]
    public async Task A_pinned_post_can_be_expanded_by_either_name()
    {
        var byNew = (await _sandbox.GetAsync("/2/users/me?expansions=pinned_post_id")).Body;
        Assert.Equal(byNew.GetProperty("data").Text("pinned_post_id"), byNew.GetProperty("includes").Items("posts").Single().Text("id"));
        var byOld = (await _sandbox.GetAsync("/2/users/me?expansions=pinned_tweet_id")).Body;
        Assert.Equal(byOld.GetProperty("data").Text("pinned_tweet_id"), byOld.GetProperty("includes").Items("tweets").Single().Text("id"));
    }

    private static IEnumerable<string> NamesIn(IEnumerable<JsonElement> items) => items.SelectMany(item => item.Names()).Distinct();
}
