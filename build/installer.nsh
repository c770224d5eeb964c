; "Open with" offers Lambdascope for tables. Their default program stays what it was, which is why this is not left to
; electron-builder's fileAssociations: those would make the app the default.

!define TABLE_CLASS "Lambdascope.csv"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${TABLE_CLASS}" "" "Table"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${TABLE_CLASS}\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${TABLE_CLASS}\shell\open\command" "" '"$appExe" "%1"'
  WriteRegNone SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${TABLE_CLASS}"
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)" ; file types have changed
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${TABLE_CLASS}"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${TABLE_CLASS}"
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)"
!macroend
