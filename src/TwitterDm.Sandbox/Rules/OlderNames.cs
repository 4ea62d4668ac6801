using System.Collections.Frozen;

namespace TwitterDm.Sandbox.Rules;

/// <summary>What the live API takes beside its description: the names of the time when a post was a tweet, which older clients send.</summary>
internal static class OlderNames
{
    public const string ReferencedTweets = "referenced_tweets";
    public const string ReferencedTweetsExpansion = "referenced_tweets.id";
    public const string PinnedTweet = "pinned_tweet_id";

    /// <summary>The older name of <see cref="ParameterRules.PostFields"/>: it goes wherever that one goes.</summary>
    public static readonly ParameterRule TweetFields = ParameterRule.WordList(
        "tweet.fields",
        [
            .. ParameterRules.PostFields.Values!,
            "author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets", "username",
        ]);

    private static readonly FrozenDictionary<ParameterRule, string[]> Values = new Dictionary<ParameterRule, string[]>
    {
        [ParameterRules.DmEventFields] = ["sender_id", "participant_ids", ReferencedTweets],
        [ParameterRules.DmEventExpansions] = [ReferencedTweetsExpansion],
        [ParameterRules.UserFields] = ["affiliation", "most_recent_tweet_id", PinnedTweet],
        [ParameterRules.UserExpansions] = ["most_recent_tweet_id", PinnedTweet],
    }.ToFrozenDictionary(ReferenceEqualityComparer.Instance);

    /// <summary>The words of the description and, after them, the older ones.</summary>
    public static IReadOnlyList<string> WithOlder(ParameterRule rule) =>
        rule.Values is null ? [] : [.. rule.Values, .. Values.GetValueOrDefault(rule, [])];

    /// <summary>The rules of an endpoint, with the older parameter beside the newer one.</summary>
    public static IReadOnlyList<ParameterRule> WithOlder(IReadOnlyList<ParameterRule> rules) =>
        rules.Contains(ParameterRules.PostFields) ? [.. rules, TweetFields] : rules;
}
