namespace TwitterDm.Sandbox.Host.Faults;

/// <summary>The body of the last good answer, for faults that repeat a part of it.</summary>
internal sealed class PageMemory
{
    private volatile byte[]? _last;

    public byte[]? Last => _last;

    public void Remember(SandboxResponse answer)
    {
        if (answer.StatusCode == 200 && answer.IsJson)
            _last = answer.Body.ToArray();
    }
}
