#!/bin/sh
# Runs after the files of the package are in place. electron-builder fills in the macros; its own removal script undoes what is
# done here.
set -e
app='/opt/${sanitizedProductName}'

if ! { command -v update-alternatives >/dev/null &&
  update-alternatives --install '/usr/bin/${executable}' '${executable}' "$app/${executable}" 100; }; then
  ln -sf "$app/${executable}" '/usr/bin/${executable}'
fi

# Chromium's sandbox needs user namespaces for every user, or this setuid-root helper. Whether every user has namespaces cannot be
# determined here, because this runs as root; if they do, the helper is not used.
chmod 4755 "$app/chrome-sandbox"

# From 23.10 on, Ubuntu grants namespaces only to programs that have a profile. An older AppArmor does not know the rule, and does
# not need it.
profile="$app/resources/apparmor-profile"
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load "$profile" >/dev/null 2>&1; then
  cp -f "$profile" '/etc/apparmor.d/${executable}'
  # In a chroot the kernel's rules belong to another system.
  if ! { command -v ischroot >/dev/null && ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi

for refresh in 'update-mime-database /usr/share/mime' 'update-desktop-database /usr/share/applications'; do
  if command -v "${refresh%% *}" >/dev/null; then $refresh || true; fi
done
