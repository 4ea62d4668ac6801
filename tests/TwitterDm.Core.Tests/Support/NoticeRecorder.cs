using System.Collections.Concurrent;
using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Support;

/// <summary>Records the notices that the core raised.</summary>
internal sealed class NoticeRecorder : INoticeSink
{
    private readonly ConcurrentQueue<DmNotice> _notices = new();

    /// <inheritdoc/>
    public bool WantsDetails { get; init; } = true;

    public IReadOnlyList<DmNotice> All => [.. _notices];

    public IEnumerable<string> Warnings => _notices.OfType<DmWarningNotice>().Select(notice => notice.Text);

    public IEnumerable<string> Verbose => _notices.OfType<DmVerboseNotice>().Select(notice => notice.Text);

    public IEnumerable<DmException> Errors => _notices.OfType<DmErrorNotice>().Select(notice => notice.Error);

    public IReadOnlyList<DmProgressNotice> Progress => [.. _notices.OfType<DmProgressNotice>().Where(notice => !IsReading(notice))];

    /// <summary>The progress of listings, which show no time.</summary>
    public IReadOnlyList<DmProgressNotice> Reading => [.. _notices.OfType<DmProgressNotice>().Where(IsReading)];

    public IEnumerable<string> Debug => _notices.OfType<DmDebugNotice>().Select(notice => notice.Text);

    private static bool IsReading(DmProgressNotice notice) => notice.Activity.StartsWith("Reading", StringComparison.Ordinal);

    public void Post(DmNotice notice) => _notices.Enqueue(notice);
}
