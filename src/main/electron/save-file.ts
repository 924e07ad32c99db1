import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { ChooseFile } from '../host/save-file.ts';

const extensions = { csv: 'csv', text: 'txt' } as const;

/** The system's own dialog for saving, over the window that is in use. It asks before a file is replaced. */
export const chooseFile: ChooseFile = async ({ name, kind }) => {
  const extension = extensions[kind];
  const options = {
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || !filePath ? null : filePath;
};
