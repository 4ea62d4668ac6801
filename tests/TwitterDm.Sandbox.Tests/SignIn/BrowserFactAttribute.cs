using TwitterDm.Testing.Browsers;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>A test that is skipped without a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserPrograms.Missing;
}
