//! Imports and exports of the shop in memory.

use super::{MemoryShop, Stored};
use remise::shop::*;

#[derive(Default)]
pub struct Imported {
    pub rows: Vec<StagedRow>,
    pub faults: Vec<RowFault>,
}

impl MemoryShop {
    fn id_of(&self, env: Env, key: &str) -> Option<String> {
        let stored = self.coupons.get(&(env.word().to_owned(), key.to_owned()))?;
        let value: serde_json::Value = serde_json::from_str(&stored.json).unwrap();
        Some(value["id"].as_str().unwrap().to_owned())
    }

    fn duplicates(rows: &[StagedRow]) -> Vec<RowFault> {
        let mut faults = Vec::new();
        for (position, row) in rows.iter().enumerate() {
            let before = &rows[..position];
            let mut note = |column: &str, fault: &str, first: Option<&StagedRow>| {
                let (column, fault) = (column.to_owned(), fault.to_owned());
                faults.extend(first.map(|first| RowFault {
                    row: row.row,
                    column,
                    fault,
                    message: String::new(),
                    first: Some(first.row),
                }));
            };
            note("code", "duplicate_code", before.iter().find(|first| first.code_key == row.code_key));
            note("id", "duplicate_id", before.iter().find(|first| row.id.is_some() && first.id == row.id));
        }
        faults
    }

    fn taken(&self, import: &Import, rows: &[StagedRow]) -> Vec<RowFault> {
        let mine = |row: &StagedRow| row.id.clone().or_else(|| import.campaign.clone());
        rows.iter()
            .filter_map(|row| Some((row, self.id_of(import.env, row.code_key.as_str())?)))
            .filter(|(row, owner)| mine(row).as_ref() != Some(owner))
            .map(|(row, owner)| RowFault {
                row: row.row,
                column: "code".to_owned(),
                fault: "code_taken".to_owned(),
                message: owner,
                first: None,
            })
            .collect()
    }
}

impl Imports for MemoryShop {
    /// An hour less from the 1st of June 2026 on, so that a day has two offsets.
    fn zone_offset(&mut self, local_ms: i64) -> Hosted<i32> {
        self.up()?;
        Ok(if local_ms < 1_780_272_000_000 + 3_600_000 { -180 } else { -240 })
    }

    fn start_import(&mut self, start: &StartImport<'_>) -> Hosted<Option<Import>> {
        self.up()?;
        let known = |campaign: &str| {
            self.coupons.values().any(|stored| stored.json.contains(&format!("\"id\":\"{campaign}\"")))
        };
        if start.campaign.as_deref().is_some_and(|campaign| !known(campaign)) {
            return Ok(None);
        }
        let import = Import {
            id: (self.imports.len() + 1).to_string(),
            kind: start.kind,
            env: start.env,
            campaign: start.campaign.as_ref().map(ToString::to_string),
            state: ImportState::Open,
            offset: 0,
            rows: 0,
            applied: 0,
            faults: 0,
            reader: start.reader.to_string(),
        };
        self.imports.insert(import.id.clone(), (import.clone(), Imported::default()));
        Ok(Some(import))
    }

    fn find_import(&mut self, _: &str, id: &str) -> Hosted<Option<Import>> {
        self.up()?;
        Ok(self.imports.get(id).map(|(import, _)| import.clone()))
    }

    fn stage_import(&mut self, stage: &StageImport<'_>) -> Hosted<Option<Import>> {
        self.up()?;
        let Some((mut import, mut kept)) = self.imports.remove(&*stage.id) else { return Ok(None) };
        if import.offset == stage.offset && import.state == ImportState::Open {
            kept.rows.extend(stage.rows.iter().cloned());
            kept.faults.extend(stage.faults.iter().cloned());
            (import.offset, import.rows, import.reader) = (stage.end, stage.read, stage.reader.to_string());
            if stage.last {
                import.state = ImportState::Ready;
                kept.faults.extend(Self::duplicates(&kept.rows));
                kept.faults.extend(self.taken(&import, &kept.rows));
            }
            import.faults = kept.faults.len() as u32;
        }
        self.imports.insert(import.id.clone(), (import.clone(), kept));
        Ok(Some(import))
    }

    fn apply_import(&mut self, _: &str, id: &str, _: i64) -> Hosted<Option<Import>> {
        self.up()?;
        let Some((mut import, mut kept)) = self.imports.remove(id) else { return Ok(None) };
        kept.faults.retain(|fault| fault.fault != "code_taken");
        kept.faults.extend(self.taken(&import, &kept.rows));
        import.faults = kept.faults.len() as u32;
        if import.state == ImportState::Ready && kept.faults.is_empty() {
            for row in &kept.rows {
                let key = row.code_key.as_str();
                if let Some(coupon) = &row.coupon {
                    self.store(import.env, key, coupon, row.code.clone());
                } else if let Some((_, rules)) = self.rules(import.campaign.as_deref().unwrap()) {
                    self.store(import.env, key, &rules, row.code.clone());
                }
            }
            (import.state, import.applied) = (ImportState::Applied, kept.rows.len() as u32);
        }
        self.imports.insert(import.id.clone(), (import.clone(), kept));
        Ok(Some(import))
    }

    fn drop_import(&mut self, _: &str, id: &str) -> Hosted<()> {
        self.imports.remove(id);
        self.up()
    }

    fn import_faults(&mut self, query: &FaultQuery<'_>) -> Hosted<FaultPage> {
        self.up()?;
        let mut faults = self.imports[&*query.id].1.faults.clone();
        faults.sort_by_key(|fault| fault.row);
        Ok(FaultPage { faults, cursor: None })
    }

    fn created(&mut self, query: &CreatedQuery<'_>) -> Hosted<Vec<i64>> {
        self.up()?;
        let created = |id: &String| {
            let value: serde_json::Value = serde_json::from_str(&self.rules(id)?.1).unwrap();
            value["createdAt"].as_i64()
        };
        Ok(query.ids.iter().map(|id| created(id).unwrap_or(0)).collect())
    }

    fn export(&mut self, query: &ExportQuery<'_>) -> Hosted<ExportPage> {
        self.up()?;
        // One row on a page, so that every test turns pages.
        let from: usize = query.cursor.as_deref().unwrap_or("0").parse().unwrap();
        let of = |stored: &&Stored| stored.env == query.env;
        let mut rows: Vec<&Stored> = self.coupons.values().filter(of).collect();
        rows.sort_by_key(|stored| stored.number);
        let all = rows.len();
        let row = rows.into_iter().nth(from);
        let rows = row.map(|stored| Exported {
            code: stored.code.clone(),
            coupon: query.campaign.is_none().then(|| stored.json.clone()),
        });
        let cursor = (from + 1 < all).then(|| (from + 1).to_string());
        Ok(ExportPage { rows: rows.into_iter().collect(), cursor })
    }
}
