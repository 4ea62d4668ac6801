namespace TwitterDm.Sandbox.Host.Faults;

/// <summary>The last good answer, for faults that repeat a part of it.</summary>
internal sealed class PageMemory
{
    private volatile SandboxResponse? _last;

    public SandboxResponse? Last => _last;

    public void Remember(SandboxResponse answer)
    {
        if (answer.StatusCode == 200 && answer.IsJson)
            _last = answer;
    }
}
