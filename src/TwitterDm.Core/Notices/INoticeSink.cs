namespace TwitterDm.Notices;

/// <summary>Takes notices, from any thread and without blocking.</summary>
public interface INoticeSink
{
    /// <summary>Takes one notice.</summary>
    /// <param name="notice">The notice.</param>
    void Post(DmNotice notice);
}
