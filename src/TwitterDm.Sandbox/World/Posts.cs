namespace TwitterDm.Sandbox.World;

/// <summary>The posts that messages of the sandbox refer to.</summary>
internal static class Posts
{
    public static readonly IReadOnlyList<Post> All =
    [
        new(1871234567890120001, 2244994945, "dev_relations", "https://t.co/p0stAbCdE1", "en", "The status page is green again. Thank you for your patience."),
        new(1874234567890120002, 783214, "support_desk", "https://t.co/p0stAbCdE2", "en", "We never ask for a password in a Direct Message. Never."),
        new(1877234567890120003, 987654321, "zoe_muller", "https://t.co/p0stAbCdE3", "de", "Rechenzentrum Süd zieht um: Samstag, 22 Uhr. Kaffee ☕ gibt es genug."),
        new(1879234567890120004, 1712345678901234567, "layla_h", "https://t.co/p0stAbCdE4", "ar", "صباح الخير، التقرير جاهز."),
        new(1881234567890120005, 14159265, "pi_rates", "https://t.co/p0stAbCdE5", "en", "3.14 reasons to automate it \U0001F3F4\u200D\u2620\uFE0F"),
    ];
}
