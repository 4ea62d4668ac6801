namespace TwitterDm;

/// <summary>The result of a health check.</summary>
public enum DmCheckState
{
    /// <summary>It is as it should be.</summary>
    Pass,

    /// <summary>It works, but something will need attention.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,
}
