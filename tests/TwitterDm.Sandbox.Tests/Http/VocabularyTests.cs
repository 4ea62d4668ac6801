using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>A sandbox that keeps to one vocabulary refuses the names of the other one.</summary>
public sealed class VocabularyTests
{
    private const string Event = "/2/dm_events?max_results=1&";
    private const string User = "/2/users/me?";

    public static TheoryData<string, string> LegacyNames => new()
    {
        { Event + "dm_event.fields=sender_id", "dm_event.fields" },
        { Event + "dm_event.fields=participant_ids", "dm_event.fields" },
        { Event + "dm_event.fields=referenced_tweets", "dm_event.fields" },
        { Event + "expansions=referenced_tweets.id", "expansions" },
        { Event + "tweet.fields=created_at", "tweet.fields" },
        { User + "tweet.fields=created_at", "tweet.fields" },
        { User + "expansions=pinned_tweet_id", "expansions" },
    };

    public static TheoryData<string, string> NewNames => new()
    {
        { Event + "expansions=referenced_posts", "expansions" },
        { Event + "post.fields=created_at", "post.fields" },
        { Event + "tweet.fields=note_post", "tweet.fields" },
        { User + "post.fields=created_at", "post.fields" },
        { User + "expansions=pinned_post_id", "expansions" },
    };

    [Theory]
    [InlineData("dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,id,text")]
    [InlineData("expansions=attachments.media_keys,participant_ids,sender_id")]
    [InlineData("user.fields=created_at,receives_your_dm&media.fields=url")]
    public async Task Common_names_are_always_accepted(string query)
    {
        foreach (var vocabulary in Enum.GetValues<SandboxVocabulary>())
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(vocabulary, Event + query)).Status);
    }

    [Theory]
    [MemberData(nameof(LegacyNames))]
    public Task Legacy_names_are_refused_only_by_2_167(string query, string parameter) =>
        AssertRefusedOnlyBy(SandboxVocabulary.V2167, SandboxVocabulary.V2166, query, parameter);

    [Theory]
    [MemberData(nameof(NewNames))]
    public Task New_names_are_refused_only_by_2_166(string query, string parameter) =>
        AssertRefusedOnlyBy(SandboxVocabulary.V2166, SandboxVocabulary.V2167, query, parameter);

    private static async Task AssertRefusedOnlyBy(SandboxVocabulary refusing, SandboxVocabulary accepting, string query, string parameter)
    {
        var refusal = await GetAsync(refusing, query);
        Assert.Equal((HttpStatusCode.BadRequest, parameter), (refusal.Status, Assert.Single(refusal.ValidationErrors).Parameter));
        // The value is of the legacy parameter, which 2.167 does not have.
        if (query != Event + "tweet.fields=note_post")
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(accepting, query)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(SandboxVocabulary.Both, query)).Status);
    }

    private static async Task<Reply> GetAsync(SandboxVocabulary vocabulary, string query)
    {
        using var client = SandboxClient.InProcess(new SandboxOptions { Vocabulary = vocabulary });
        return await client.GetAsync(query);
    }
}
