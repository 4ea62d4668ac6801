using TwitterDm.Sandbox.Faults;

namespace TwitterDm.Binding;

/// <summary>The faults of a sandbox as text: the number of a request, a colon and the fault.</summary>
internal static class FaultText
{
    /// <summary>Checks faults before anything is started.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one of them is not valid.</exception>
    public static void Check(IEnumerable<string> faults)
    {
        try
        {
            var plan = new FaultPlan();
            var requests = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var fault in faults)
            {
                plan.Add(fault);
                var request = fault[..fault.IndexOf(':', StringComparison.Ordinal)];
                if (!requests.Add(request.TrimStart('0').Replace("every 0", "every ", StringComparison.OrdinalIgnoreCase)))
                    throw new FormatException($"There are two faults for the same request, '{request}': only the first one would happen.");
            }
        }
        catch (FormatException exception)
        {
            throw new DmException(DmErrorKind.InvalidRequest, exception.Message, exception)
            {
                RecommendedAction =
                    "Give the number of a request from 1 on, a colon and a fault, such as '3:cut-body'; for every fifth request, 'every 5:status=503'. Get-Help Start-DmSandbox -Parameter Fault lists the faults.",
                Target = "Fault",
            };
        }
    }
}
