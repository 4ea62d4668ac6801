using TwitterDm.Testing.Browsers;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Needs a real browser, or is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserPrograms.Missing;
}
