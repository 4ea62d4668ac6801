using System.Management.Automation;
using System.Management.Automation.Host;

namespace TwitterDm.Session;

/// <summary>Asks the user for the code or URL that the browser shows after a sign-in at X.</summary>
/// <param name="host">The host; the address is not written to the pipeline, since it is not a result.</param>
internal sealed class SignInPrompt(PSHost host)
{
    /// <summary>Shows a URL and asks for the value that the user receives there.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: this PowerShell is not interactive.</exception>
    public string Ask(Uri address, string question)
    {
        try
        {
            host.UI.WriteLine($"Open this address in a browser, and authorize the app:{Environment.NewLine}{address.AbsoluteUri}");
            host.UI.Write(question + ": ");
            return host.UI.ReadLine();
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                "This sign-in has to ask a question, and this PowerShell is not interactive.",
                exception)
            {
                RecommendedAction =
                    "Sign in once in an interactive PowerShell, with -SaveAs; then use -ProfileName here, or -FromEnvironment in a runbook.",
            };
        }
    }
}
