using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Runs an action once, when a notice contains certain words; keeps the last progress.</summary>
internal sealed class NoticeHook(string words, Action what) : INoticeSink
{
    private bool _done;

    public DmProgressNotice? Last { get; private set; }

    public void Post(DmNotice notice)
    {
        Last = notice as DmProgressNotice ?? Last;
        if (_done || !notice.Text.Contains(words, StringComparison.Ordinal))
            return;
        _done = true;
        what();
    }
}
