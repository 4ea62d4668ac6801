namespace TwitterDm.Sandbox.World;

/// <summary>A public post that messages refer to.</summary>
/// <param name="Id">The post's id, which tells its time.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="AuthorUsername">The author's name, for the post's address.</param>
/// <param name="ShortUrl">The address that a message holds.</param>
/// <param name="Language">The language, as BCP 47.</param>
/// <param name="Text">The text.</param>
internal sealed record Post(long Id, long AuthorId, string AuthorUsername, string ShortUrl, string Language, string Text)
{
    public string IdText { get; } = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Url => $"https://x.com/{AuthorUsername}/status/{IdText}";

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(Id));
}
