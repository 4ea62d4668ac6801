using System.Collections.Frozen;

namespace TwitterDm.Sandbox.Validation;

/// <summary>
/// The names of X API 2.166 and earlier, which say "tweet" instead of "post". The live API still accepts them from older clients.
/// </summary>
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

    // The legacy values of a parameter, and those that replaced them.
    private static readonly FrozenDictionary<ParameterRule, (string[] Legacy, string[] Replacements)> Values =
        new Dictionary<ParameterRule, (string[] Legacy, string[] Replacements)>
        {
            [ParameterRules.DmEventFields] = (["sender_id", "participant_ids", ReferencedTweets], []),
            [ParameterRules.DmEventExpansions] = ([ReferencedTweetsExpansion], ["referenced_posts"]),
            [ParameterRules.UserFields] = (["affiliation", "most_recent_tweet_id", PinnedTweet], []),
            [ParameterRules.UserExpansions] = (["most_recent_tweet_id", PinnedTweet], ["most_recent_post_id", "pinned_post_id"]),
            [TweetFields] = ([], ["note_post"]),
        }.ToFrozenDictionary(ReferenceEqualityComparer.Instance);

    /// <summary>The rules of an endpoint for a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="rules">The rules in the API description.</param>
    public static IReadOnlyList<ParameterRule> RulesIn(SandboxVocabulary vocabulary, IReadOnlyList<ParameterRule> rules)
    {
        if (vocabulary == SandboxVocabulary.V2167)
            return rules;
        var named = rules.Contains(ParameterRules.PostFields) ? rules.Append(TweetFields) : rules;
        return vocabulary == SandboxVocabulary.Both
            ? [.. named.Select(rule => WithValues(rule, (values, legacy, _) => values.Concat(legacy)))]
            :
            [
                .. named
                    .Where(rule => rule != ParameterRules.PostFields)
                    .Select(rule =>
                        WithValues(rule, (values, legacy, replacements) =>
                            values.Except(replacements, StringComparer.Ordinal).Concat(legacy))),
            ];
    }

    private static ParameterRule WithValues(
        ParameterRule rule,
        Func<IEnumerable<string>, string[], string[], IEnumerable<string>> select) =>
        Values.TryGetValue(rule, out var change)
            ? rule with
            {
                Values = [.. select(rule.Values!, change.Legacy, change.Replacements)],
            }
            : rule;
}
