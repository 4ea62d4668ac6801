using TwitterDm.Notices;

namespace TwitterDm.StoreWorker;

/// <summary>Prints the notices that a user would see.</summary>
internal sealed class ConsoleNotices : INoticeSink
{
    public void Post(DmNotice notice) => Console.Out.WriteLine($"{notice.GetType().Name}: {notice.Text}");
}
