//@ error E0505
fn main() {
    let rows = vec![vec![1, 2], vec![3, 4]];
    let mut found = None;
    'search: for row in &rows {
        for cell in row {
            if *cell == 3 {
                found = Some(cell);
                break 'search;
            }
        }
    }
    drop(rows);
    println!("{found:?}");
}
