namespace TwitterDm.Core.Tests.Profiles;

/// <summary>A test of Unix file modes, owners and links.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no such modes." : null;
}
