using System.Globalization;
using TwitterDm.Transcripts;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>Builds a transcript of made-up people, entry by entry.</summary>
internal sealed class SamplePart
{
    public static readonly DmUser Own = new() { Id = "12", Username = "support_desk", Name = "Support Desk" };
    public static readonly DmUser Mara = new() { Id = "2244994945", Username = "mara_lindqvist", Name = "Mara Lindqvist" };
    public static readonly DmUser Tomas = new() { Id = "987654321", Username = "tomas_r", Name = "Tomás Rivera" };

    private readonly List<TranscriptEntry> _entries = [];
    private DateTimeOffset _now = new(2026, 11, 23, 9, 12, 5, TimeSpan.FromHours(1));
    private long _id = 1712000000000000000;

    public IReadOnlyList<TranscriptEntry> Entries => _entries;

    /// <summary>Lets time pass.</summary>
    public SamplePart Wait(double minutes)
    {
        _now = _now.AddMinutes(minutes);
        return this;
    }

    /// <summary>Adds a message.</summary>
    public SamplePart Say(
        DmUser sender,
        string? text,
        Func<TranscriptEntry, TranscriptEntry>? with = null,
        bool? isVerified = null,
        string? importedFrom = null,
        DmContentState state = DmContentState.Readable,
        params string[] urls)
    {
        var item = new DmEvent
        {
            Id = NextId(),
            EventType = nameof(DmEventType.MessageCreate),
            Sender = sender,
            SenderId = sender.Id,
            Direction = DirectionOf(sender),
            CreatedAtUtc = _now,
            Text = text,
            Urls = new(urls),
            IsVerified = isVerified,
            ImportedFrom = importedFrom,
            ContentState = state.ToString(),
        };
        return Add(item, with);
    }

    /// <summary>Adds any event.</summary>
    public SamplePart Add(DmEvent item, Func<TranscriptEntry, TranscriptEntry>? with = null)
    {
        var entry = new TranscriptEntry { Event = item, Time = _now };
        _entries.Add(with?.Invoke(entry) ?? entry);
        _now = _now.AddMinutes(1);
        return this;
    }

    public string NextId() => (++_id).ToString(CultureInfo.InvariantCulture);

    public DateTimeOffset Now => _now;

    /// <summary>The id of the last entry.</summary>
    public string LastId => _entries[^1].Event.Id;

    public static string DirectionOf(DmUser sender) => (sender.Id == Own.Id ? DmDirection.Outgoing : DmDirection.Incoming).ToString();

    public TranscriptPart Build(TranscriptCover? cover = null)
        => new()
        {
            Cover = cover ?? Cover(),
            Files = ["conversation.html"],
            Days =
            [
                .. _entries
                    .Where(entry => entry.Time is not null)
                    .GroupBy(entry => DateOnly.FromDateTime(entry.Time!.Value.DateTime))
                    .Select(day => new TranscriptDay(day.Key, day.Count())),
            ],
            Entries = _entries,
            LinksMedia = _entries.Any(entry => entry.Attachments.Any(attachment => attachment.Link is not null)),
        };

    public TranscriptCover Cover() => new()
    {
        ConversationId = "12-2244994945",
        ConversationType = DmConversationType.OneToOne,
        Account = Own,
        Participants = [Own, Mara],
        From = _entries.FirstOrDefault()?.Time,
        To = _entries.LastOrDefault()?.Time,
        EventCount = _entries.Count,
        Sources = [nameof(DmSource.Classic), nameof(DmSource.Chat)],
        MadeAt = new DateTimeOffset(2026, 11, 26, 22, 0, 0, TimeSpan.FromHours(1)),
        TimeZone = TimeZoneInfo.CreateCustomTimeZone("Europe/Stockholm", TimeSpan.FromHours(1), "Stockholm", "Stockholm"),
        MadeBy = "TwitterDm 0.1.0",
        Omissions = [],
    };
}
