# Loads the module into a load context of its own, so that it lives beside modules with other versions of the same libraries.
$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')
$null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($bin, 'TwitterDm.Loader.dll'))
$inner = Import-Module -Assembly ([TwitterDm.Loader.ModuleLoadContext]::LoadModule($bin)) -PassThru

# Import-Module -Force removes this module without the one inside, and would take that for imported: no cmdlet would be left.
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $inner -Force }
