namespace TwitterDm.Notices;

/// <summary>Receives notices, from any thread and without blocking.</summary>
public interface INoticeSink
{
    /// <summary>Receives a notice.</summary>
    /// <param name="notice">The notice.</param>
    void Post(DmNotice notice);
}
