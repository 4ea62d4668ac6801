namespace TwitterDm.Sandbox.Model;

/// <summary>A public post that messages link to.</summary>
/// <param name="Id">The id, which contains the time.</param>
/// <param name="AuthorId">The id of the author.</param>
/// <param name="AuthorUsername">The username of the author, for the URL of the post.</param>
/// <param name="ShortUrl">The short URL in messages.</param>
/// <param name="Language">The language as a BCP 47 tag.</param>
/// <param name="Text">The text.</param>
internal sealed record Post(long Id, long AuthorId, string AuthorUsername, string ShortUrl, string Language, string Text)
{
    public string IdText { get; } = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Url => $"https://x.com/{AuthorUsername}/status/{IdText}";

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(Id));
}

/// <summary>The posts that messages of the sandbox link to.</summary>
internal static class SamplePosts
{
    public static readonly IReadOnlyList<Post> All =
    [
        new(1871234567890120001, 2244994945, "dev_relations", "https://t.co/p0stAbCdE1", "en", "The status page is green again. Thank you for your patience."),
        new(1874234567890120002, 783214, "support_desk", "https://t.co/p0stAbCdE2", "en", "We never ask for a password in a Direct Message. Never."),
        new(1877234567890120003, 987654321, "zoe_muller", "https://t.co/p0stAbCdE3", "de", "Rechenzentrum Süd zieht um: Samstag, 22 Uhr. Kaffee ☕ gibt es genug."),
        new(1879234567890120004, 1712345678901234567, "layla_h", "https://t.co/p0stAbCdE4", "ar", "صباح الخير، التقرير جاهز."),
        new(
            1881234567890120005,
            14159265,
            "pi_rates",
            "https://t.co/p0stAbCdE5",
            "en",
            "3.14 reasons to automate it \U0001F3F4\u200D\u2620\uFE0F"),
    ];
}
