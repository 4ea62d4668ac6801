namespace TwitterDm.Transcripts.Html;

/// <summary>The entries of a page: by day, and what one person writes at a stretch together.</summary>
/// <param name="page">The page.</param>
internal sealed class EntryList(HtmlPage page)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly HashSet<DateOnly> _days = [];
    private readonly MessageView _messages = new(page);
    private readonly LineView _lines = new(page);

    private bool _isDayOpen;
    private DateOnly? _day;
    private DmEvent? _last;
    private DateTimeOffset? _lastTime;

    public void Write(IEnumerable<TranscriptEntry> entries)
    {
        foreach (var entry in entries)
        {
            OpenDay(entry.Time is { } time ? DateOnly.FromDateTime(time.DateTime) : null);
            if (entry.Event.Is(DmEventType.MessageCreate))
            {
                OpenGroup(entry);
                _messages.Write(entry);
            }
            else
            {
                CloseGroup();
                _lines.Write(entry);
            }
        }

        if (!_isDayOpen)
            page.Write($"<p class=\"l\">There are no events.</p>\n");
        CloseDay();
    }

    private void OpenDay(DateOnly? day)
    {
        if (_isDayOpen && _day == day)
            return;
        CloseDay();
        (_isDayOpen, _day) = (true, day);
        if (day is not { } date)
            page.Write($"<section class=\"day\">\n<h2><span>Date unknown</span></h2>\n");
        else if (_days.Add(date))
        {
            page.Write(
                $"<section class=\"day\">\n<h2 id=\"{Anchor.Of(date)}\"><time datetime=\"{EnglishText.Machine(date)}\">{EnglishText.Day(date)}</time></h2>\n");
        }
        else
        {
            page.Write(
                $"<section class=\"day\">\n<h2><time datetime=\"{EnglishText.Machine(date)}\">{EnglishText.Day(date)}</time></h2>\n");
        }
    }

    private void CloseDay()
    {
        CloseGroup();
        if (_isDayOpen)
            page.Write($"</section>\n");
        _isDayOpen = false;
    }

    private void OpenGroup(TranscriptEntry entry)
    {
        if (!Continues(entry))
        {
            CloseGroup();
            var sender = page.People.Find(entry.Event.SenderId, entry.Event.Sender);
            page.WriteLiteral(entry.Event.IsOutgoing ? "<div class=\"g out\">" : "<div class=\"g in\">");
            Avatar.Write(page, sender);
            page.Write($"<div class=\"s\">\n<p class=\"by\"><b><bdi>{PersonText.NameOf(sender)}</bdi></b>");
            // Of two people, the cover says who is who.
            if (page.Cover.ConversationType != DmConversationType.OneToOne)
                PersonText.WriteHandle(page, sender);
            page.Write($"</p>\n");
        }

        (_last, _lastTime) = (entry.Event, entry.Time);
    }

    private bool Continues(TranscriptEntry entry) => _last is { } last
        && string.Equals(last.SenderId, entry.Event.SenderId, StringComparison.Ordinal)
        && last.IsOutgoing == entry.Event.IsOutgoing
        && (entry.Time - _lastTime)?.Duration() <= LongestPause;

    private void CloseGroup()
    {
        if (_last is not null)
            page.Write($"</div></div>\n");
        _last = null;
    }
}
