namespace TwitterDm.Sandbox.Validation;

/// <summary>The names of fields and expansions that a sandbox accepts. Responses have the names in the request.</summary>
public enum SandboxVocabulary
{
    /// <summary>Those of both versions, as the live API does.</summary>
    Both,

    /// <summary>Only those of X API 2.166 and earlier, such as <c>tweet.fields</c> and <c>referenced_tweets.id</c>.</summary>
    V2166,

    /// <summary>Only those of X API 2.167, such as <c>post.fields</c> and <c>referenced_posts</c>.</summary>
    V2167,
}
