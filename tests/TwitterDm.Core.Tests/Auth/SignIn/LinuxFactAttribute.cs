namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>A test of features that only Linux has; elsewhere it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Only Linux chooses a browser by environment variables.";
}
