using System.Globalization;

namespace TwitterDm.Core.Tests.Transcripts.Support;

/// <summary>Made-up events.</summary>
internal static class TestEvents
{
    public const string Me = "111";
    public const string Ann = "222";
    public const string Pair = "111-222";

    public static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static readonly DmUser AnnUser = new() { Id = Ann, Username = "ann", Name = "Ann" };

    /// <summary>A message of Ann.</summary>
    public static DmEvent Message(int number, string? text = null) => new()
    {
        Id = Id(number),
        EventType = nameof(DmEventType.MessageCreate),
        CreatedAtUtc = Start.AddMinutes(number),
        ConversationId = Pair,
        ConversationType = nameof(DmConversationType.OneToOne),
        SenderId = Ann,
        Sender = AnnUser,
        Text = text ?? string.Create(CultureInfo.InvariantCulture, $"message {number}"),
        ParticipantIds = new([Me, Ann]),
    };

    /// <summary>An event of X Chat about a message.</summary>
    public static DmEvent About(int number, DmEventType type, int target, bool? isVerified = true) => new(Message(number))
    {
        EventType = type.ToString(),
        Source = nameof(DmSource.Chat),
        TargetId = Id(target),
        Text = null,
        IsVerified = isVerified,
    };

    /// <summary>A verified message of X Chat.</summary>
    public static DmEvent Chat(int number, string? text = null) => new(Message(number, text)) { Source = nameof(DmSource.Chat), IsVerified = true };

    public static string Id(int number) => (1_700_000_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
}
