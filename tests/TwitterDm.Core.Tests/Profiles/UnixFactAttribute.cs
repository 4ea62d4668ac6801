namespace TwitterDm.Core.Tests.Profiles;

/// <summary>A test of modes, owners and links, as Unix has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no such modes." : null;
}
