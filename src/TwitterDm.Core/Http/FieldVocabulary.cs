namespace TwitterDm.Http;

/// <summary>
/// The names of fields and expansions that a request uses. The live API accepts those of both of X's descriptions; a server may accept only
/// one.
/// </summary>
internal enum FieldVocabulary
{
    /// <summary>
    /// X API 2.167 (<c>post.fields</c>, <c>referenced_posts</c>), and the field <c>participant_ids</c>, which the live API accepts although
    /// that description omits it.
    /// </summary>
    Posts,

    /// <summary>X API 2.167, and nothing else.</summary>
    PostsOnly,

    /// <summary>X API 2.166 and earlier (<c>tweet.fields</c>, <c>referenced_tweets.id</c>).</summary>
    Tweets,
}
