namespace TwitterDm.Notices;

/// <summary>Receives notices, from any thread and without blocking.</summary>
public interface INoticeSink
{
    /// <summary>Whether verbose and debug notices are shown. Those that would only be thrown away are not posted.</summary>
    bool WantsDetails => true;

    /// <summary>Receives a notice.</summary>
    /// <param name="notice">The notice.</param>
    void Post(DmNotice notice);
}
