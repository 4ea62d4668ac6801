namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>For what only Linux has: elsewhere the test is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Only Linux chooses a browser by environment variables.";
}
