using System.Collections.Frozen;

namespace TwitterDm.Sandbox.Validation;

/// <summary>The names of X API 2.166 and earlier, which say "tweet" instead of "post". The live API still accepts them from older clients.</summary>
internal static class LegacyNames
{
    public const string ReferencedTweets = "referenced_tweets";
    public const string ReferencedTweetsExpansion = "referenced_tweets.id";
    public const string PinnedTweet = "pinned_tweet_id";

    /// <summary>The legacy name of <see cref="ParameterRules.PostFields"/>, which is accepted wherever that one is.</summary>
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

    /// <summary>The values in the API description, followed by the legacy ones.</summary>
    public static IReadOnlyList<string> WithLegacy(ParameterRule rule) =>
        rule.Values is null ? [] : [.. rule.Values, .. Values.GetValueOrDefault(rule, [])];

    /// <summary>The rules of an endpoint, including the legacy parameter.</summary>
    public static IReadOnlyList<ParameterRule> WithLegacy(IReadOnlyList<ParameterRule> rules) =>
        rules.Contains(ParameterRules.PostFields) ? [.. rules, TweetFields] : rules;
}
