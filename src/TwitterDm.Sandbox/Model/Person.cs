namespace TwitterDm.Sandbox.Model;

/// <summary>A user of the simulated X.</summary>
internal sealed record Person(long Id, string Username, string Name)
{
    public string IdText { get; } = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string? Description { get; init; }

    public string? Location { get; init; }

    public string? Url { get; init; }

    public bool Verified { get; init; }

    public bool Protected { get; init; }

    public bool ReceivesDirectMessages { get; init; } = true;

    /// <summary>Whether the person accepts X Chat conversations. Otherwise, a conversation takes one message, which asks for it.</summary>
    public bool AcceptsChats { get; init; } = true;

    public IReadOnlyList<string> Connections { get; init; } = ["following", "followed_by"];

    public Post? PinnedPost { get; init; }

    /// <summary>When the account was created: the time in a snowflake id, or in 2009 for older ids.</summary>
    public DateTimeOffset CreatedAt => Id > FirstSnowflake
        ? DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(Id))
        : new DateTimeOffset(2009, 3, 1, 8, 0, 0, TimeSpan.Zero).AddSeconds(Id % 10_000_000);

    private const long FirstSnowflake = 10_000_000_000;
}
