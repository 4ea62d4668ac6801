using TwitterDm.Bench;

// dotnet run -c Release --project bench [-- EVENTS]: the ratios are the result; the milliseconds are this machine's.
// dotnet run -c Release --project bench -- money [EVENTS]: what the users of the events cost, in the ways in which they can be had.
if (args is ["--core", var api])
    return await CoreReader.RunAsync(new Uri(api));

var isMoney = args is ["money", ..];
var count = args[(isMoney ? 1 : 0)..] is [var number]
    ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)
    : isMoney ? 10_000 : 100_000;
using var server = SandboxProcess.Start(count);
if (isMoney)
    return await UserWays.CompareAsync(server.Api, count);
var csv = Path.Combine(Path.GetTempPath(), $"twitterdm-bench-{Environment.ProcessId}.csv");
try
{
    var results = new List<Measurement> { Measurement.OfCore(server.Api) };
    if (Measurement.OfPowerShell("Get-DmEvent", server.Api, csv) is { } module)
        results.Add(module);
    if (Measurement.OfPowerShell("Invoke-RestMethod", server.Api, csv) is { } byHand)
        results.Add(byHand);
    Report.Write(count, results);
}
finally
{
    File.Delete(csv);
}

return 0;
